def log = new File(basedir, 'build.log').text
assert log.contains('measured more than once'): 'the repeated measurement is not named'
assert log.contains('dse/kv_cache_dse_results_Tiny-q0f16-MLC.csv')
assert !new File(basedir, 'target/dse/figures/kv_cache_quant_compare.svg').exists(): 'strict draws nothing'
return true
