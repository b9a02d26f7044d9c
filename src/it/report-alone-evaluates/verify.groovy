import java.util.zip.ZipFile

def json = new groovy.json.JsonSlurper()
def dse = new File(basedir, 'target/dse')
def builds = new File(basedir, 'build.log').text.split(/Scanning for projects/)
def (first, again, cached, shared) = [builds[1], builds[2], builds[3], builds[4]]

// what the files allow: both schemes that the sweep is named after, on the one text
assert first.contains('Evaluates, because no earlier run is recorded')
assert first.contains('dse/models/tiny-llama fp16 on maps (test), 2048/512, source, on cpu')
assert first.contains('dse/models/tiny-llama q4f16_1 on maps (test), 2048/512, source, on cpu')
assert first.count('evaluated for the first time') == 2
assert first.contains('Wrote target/dse/maps_ppl_results.csv')
assert !first.contains('Wrote /'): 'an absolute path in the log'

def results = new File(dse, 'maps_ppl_results.csv').readLines()
assert results.size() == 3
assert results[2].startsWith('Tiny-Llama-q4f16_1-MLC,dse/models/tiny-llama,cpu')

// no work twice
assert again =~ /Up to date: 2 perplexities \(inputs, parameters and 2 outputs are unchanged\)/
assert again.contains('dse/models/tiny-llama fp16 on maps (test), 2048/512, source, on cpu, float32: perplexity')
[again, cached].each { assert !it.contains('evaluated') && !it.contains(', drawn because') }
assert cached =~ /Taken from the cache: 2 perplexities/

// two workers: other settings, the same number
assert shared.contains("Evaluates, because evaluation 1 changed")
assert shared.contains('on cpu+cpu')
def numbers = { text, tail -> (text =~ /fp16 on maps \(test\), 2048\/512, source${tail}: perplexity ([0-9.]+)/)[0][1] }
assert numbers(shared, '') == numbers(first, '')

def manifest = json.parse(new File(dse, 'manifest.json'))
def step = manifest.steps.find { it.goal == 'eval-ppl' }
assert step.outputs*.path == ['maps_ppl_details.json', 'maps_ppl_results.csv']
assert step.inputs*.name.containsAll(['dse/models/tiny-llama/model.safetensors', 'dse/texts/maps.txt'])
assert step.numbers.size() == 2 && step.versions.onnxruntime
assert step.numbers[0].name == 'dse/models/tiny-llama fp16 on maps (test), 2048/512, source, on cpu+cpu, float32'

def zip = new ZipFile(new File(basedir, 'target/report-alone-evaluates-1-dse-report.zip'))
def names = zip.entries()*.name
assert names.containsAll(['maps_ppl_details.json', 'maps_ppl_results.csv', 'figures/maps_ppl_vs_quant.svg'])
assert names.contains('figures/tradeoff_maps_ppl_vs_memory.svg'): 'sweep and perplexity are joined'
assert !names.contains('environment.json') && !names.contains('maps_ppl_timings.json')
zip.close()

def environment = json.parse(new File(dse, 'environment.json'))
assert environment.runs.keySet().any { it.startsWith('eval-ppl (') }
assert environment.runs.values().every { it.java && it.began }
assert new File(dse, 'index.html').getText('UTF-8').contains('tiny-llama')
return true
