def log = new File(basedir, 'build.log').text
assert log.contains('sweeps/*/kv_cache_dse_results_*.csv')
assert log.contains('Did you mean "kv_cache_dse_results_Tiny-q0f16-MLC.csv"?')
return true
