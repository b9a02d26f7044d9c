def log = new File(basedir, 'build.log').text
def renamed = 'dse/kv_cache_dse_results_Renamed-q4f16_1-MLC.csv'
def typo = 'dse/kv_cache_dse_results_Typo-q4f32_1-MLC.csv'
assert log.contains(renamed) && log.contains('gpu_mem_kvcache_mb'): 'the renamed column is not named'
assert log.contains('gpu_mem_kv_cache_mb'): 'the near miss is not suggested'
assert log.contains("${typo}:2, column gpu_mem_kvcache_mb"): 'the line and column of the typing error are not named'
assert !(log =~ /\tat [a-z.]+\(/).find(): 'a stack trace reached the user'
assert new File(basedir, 'target/dse/figures/Good-q0f16-MLC_mem_kvcache_vs_context.svg').exists(): 'the good file was not drawn'
assert !new File(basedir, 'target/dse/figures/Typo-q4f32_1-MLC_mem_kvcache_vs_context.svg').exists()
return true
