def log = new File(basedir, 'build.log').text
assert log.contains('Skipped: dse.plot-quant.skip is true')
assert log.contains('Skipped: dse.skip is true')
assert !new File(basedir, 'target/dse').exists(): 'the second build, all of it skipped, wrote something'
return true
