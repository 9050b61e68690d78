add_executable(tundelay ${PROJECT_SOURCE_DIR}/tests/support/tundelay.c)
outcrop_bench(bench_transfer.cpp LINKS outcrop_core_ssh Qt5::Test)
target_compile_definitions(bench_transfer PRIVATE OUTCROP_TUNDELAY="$<TARGET_FILE:tundelay>")
add_dependencies(bench_transfer tundelay)
