def log = new File(basedir, 'build.log').text
assert log.contains('4 problems:')
['<filtr>: no goal of this plugin has this parameter. Did you mean "filter"?',
 '<formatss>: no goal of this plugin has this parameter. Did you mean "formats"?',
 '-Ddse.loadIn4bit: no goal of this plugin has this property. Set dse.quantization to 4bit',
 '-Ddse.them: no goal of this plugin has this property. Did you mean "dse.theme"?'].each {
    assert log.contains(it): "${it} is not said"
}
assert !new File(basedir, 'target/dse').exists()
return true
