if(OUTCROP_GUI)
  outcrop_bench(bench_log.cpp LINKS outcrop_widgets_log)
endif()
