def log = new File(basedir, 'build.log').text
// at least one waits for the other; both where another project evaluates meanwhile
def waits = log.count('waiting for another evaluation on cpu to end')
assert waits in [1, 2]: 'two evaluations ran on one device at a time'
def numbers = ['a', 'b'].collect { module ->
    new File(basedir, "${module}/target/dse/text-of-${module}_ppl_results.csv").readLines()[1].split(',')[9].toDouble()
}
assert numbers.every { it > 50 && it < 200 }: numbers
def manifest = new groovy.json.JsonSlurper().parse(new File(basedir, 'a/target/dse/manifest.json'))
assert manifest.steps[0].inputs*.name.contains('../models/tiny-llama/model.safetensors')
return true
