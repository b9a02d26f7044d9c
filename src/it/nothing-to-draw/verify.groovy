def log = new File(basedir, 'build.log').text
assert log.contains('Nothing to draw: no kv_cache_dse_results_*.csv in dse')
assert log.contains('Nothing to draw: no *_ppl_results.csv in dse')
assert !new File(basedir, 'target').exists()
return true
