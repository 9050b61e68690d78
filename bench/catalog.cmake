outcrop_bench(bench_catalog.cpp LINKS outcrop_core_builtin_catalog)
target_compile_definitions(bench_catalog PRIVATE OUTCROP_CATALOG_FOLDER="${PROJECT_SOURCE_DIR}/resources/catalog")
