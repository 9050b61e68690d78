outcrop_bench(bench_first_line.cpp LINKS outcrop_core_jobs outcrop_core_package outcrop_core_ssh Qt5::Test)
target_compile_definitions(bench_first_line PRIVATE OUTCROP_TUNDELAY="$<TARGET_FILE:tundelay>")
add_dependencies(bench_first_line tundelay)
