import java.util.zip.ZipFile

def dse = new File(basedir, 'target/dse')
def page = new File(dse, 'index.html').getText('UTF-8')
assert page.contains('<h1>A tiny exploration</h1>')
assert page.contains('Tiny-q0f16-MLC_mem_total_vs_context') && page.contains('toytext_ppl_vs_quant')
assert page.contains('13.2500')
assert !page.contains(basedir.absolutePath)

def manifest = new File(dse, 'manifest.json').getText('UTF-8')
assert !manifest.contains(basedir.absolutePath)
def steps = new groovy.json.JsonSlurper().parseText(manifest).steps
assert steps*.goal == ['plot-memory', 'plot-ppl', 'plot-quant', 'report', 'report-tradeoffs']
steps.outputs.flatten().each { output ->
    def bytes = new File(dse, output.path).bytes
    assert java.security.MessageDigest.getInstance('SHA-256').digest(bytes).encodeHex().toString() == output.sha256
}

def zip = new ZipFile(new File(basedir, 'target/report-alone-does-everything-1-dse-report.zip'))
def names = zip.entries()*.name
assert names.containsAll(['index.html', 'manifest.json', 'figures/toytext_ppl_vs_quant.svg', 'badge.json'])
assert names == names.sort(false)
zip.close()
assert new File(localRepositoryPath, 'com/example/report-alone-does-everything/1/report-alone-does-everything-1-dse-report.zip').exists()

def log = new File(basedir, 'build.log').text
assert log.count('figures in target/dse/figures') == 2: 'figures are drawn once; one line each for memory and quantization'
assert log.count('index.html up to date (inputs, parameters and') == 1
assert log.count('Taken from the cache') == 3
assert new File(basedir, 'step-summary.md').getText('UTF-8').contains('| toytext | toy/model | 4bit | 13.2500 |')
return true
