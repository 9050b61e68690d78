if(OUTCROP_GUI)
  outcrop_bench(bench_canvas.cpp LINKS outcrop_widgets_canvas)
endif()
