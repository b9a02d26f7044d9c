def log = new File(basedir, 'build.log').text
assert log.contains('figures, numbers and rules are as they should be (target/dse-check/TEST-dse.xml)')
assert log.contains('perplexity, toytext/toy/model/4bit: 13.25 -> 25 (+88.68 %)')
assert log.contains('figure figures/toytext_ppl_vs_quant: is not that of the baseline (csv, json, svg): 1 point moved')
assert log.contains('perplexity toytext/toy/model/4bit: perplexity 25.0000 is above 20; '
        + '+100.00 % over the unquantized model is above +10.00 %; '
        + 'perplexity 25.0000 is +88.68 % over the baseline, above +1.00 %')
assert log.contains('Run mvn dse:baseline') == false

def xml = new groovy.xml.XmlSlurper().parse(new File(basedir, 'target/dse-check/TEST-dse.xml'))
assert xml.testcase.find { it.@name == 'toytext/toy/model/4bit' }.failure.size() == 1
assert xml.testcase.find { it.@name == 'toytext/toy/model/fp16' }.failure.size() == 0
assert new File(basedir, 'dse/baseline/baseline.json').exists()
assert new File(basedir, 'target/dse-diff/diff.svg').getText('UTF-8').contains('+88.68 %')
return true
