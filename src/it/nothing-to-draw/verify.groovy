def log = new File(basedir, 'build.log').text
assert log.contains('Nothing to draw: no kv_cache_dse_results_*.csv in dse')
assert log.contains('Nothing to draw: no *_ppl_results.csv in dse')
// Maven 4 keeps a folder of its own in target.
assert !new File(basedir, 'target/dse').exists()
return true
