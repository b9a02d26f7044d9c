def log = new File(basedir, 'build.log').text
assert log.contains('4096: 1515 (n = 1) kv_cache_dse_results_Tiny-q0f16-MLC.csv:2'): 'the UTF-16 file is not explained'
assert log.contains('again by: mvn dse:plot-memory@nightly')
assert !log.contains('is not the mean of rows')
assert log.contains('Nothing moved'): 'a build differs from its own bundle'

def properties = new groovy.xml.XmlSlurper().parse(new File(basedir, 'pom.xml')).properties
def settings = new File(basedir, 'settings.xml')
settings.text = new File(basedir, '../../../src/it/settings.xml').text
        .replace('@localRepositoryUrl@', properties.'repository.url'.text())
def run = { String folder, boolean success, String... arguments ->
    def builder = new ProcessBuilder([new File(System.getProperty('maven.home'), 'bin/mvn').path, '-B', '-s', settings.path,
            '-Dmaven.repo.local=' + localRepositoryPath] + arguments.toList())
    builder.environment().put('MAVEN_OPTS', '-Xmx512m -XX:TieredStopAtLevel=1')
    def process = builder.directory(new File(basedir, folder)).redirectErrorStream(true).start()
    def output = process.inputStream.getText('UTF-8')
    def code = process.waitFor()
    assert (code == 0) == success: output
    return output
}
def goal = { String name -> 'io.github.dsemaven:dse-maven-plugin:' + properties.'plugin.version'.text() + ':' + name }

['fresh', 'no-pom'].each { assert new File(basedir, it).mkdir() }
new File(basedir, 'existing/.gitignore').text = 'notes/\n'

// a repository is set up once; what is there stays
['fresh', 'existing'].each { folder ->
    run(folder, true, goal('init'))
    def pom = new File(basedir, folder + '/pom.xml').text
    def again = run(folder, true, goal('init'))
    assert again.contains('has the plugin already: left as it is')
    assert new File(basedir, folder + '/pom.xml').text == pom
}
assert new File(basedir, 'existing/.gitignore').text == 'notes/\n'
assert new File(basedir, 'existing/pom.xml').text.contains('    <!-- what the owner wrote stays -->')
assert new File(basedir, 'fresh/.gitignore').text == 'target/\n'
new File(basedir, 'fresh/dse/toytext_ppl_results.csv').bytes = new File(basedir, 'dse/toytext_ppl_results.csv').bytes
run('fresh', true, '-Ddse.cache=false', 'verify')
assert new File(basedir, 'fresh/target/dse/index.html').exists()

// an evaluation without a POM
def model = new File(basedir, '../../../src/it/quickstart/models/tiny-llama')
new File(basedir, 'no-pom/text.txt').text = 'A text that is long enough to be scored by a small model, and no longer.'
def evaluated = run('no-pom', true, goal('eval-ppl'), '-Ddse.hfModel=' + model, '-Ddse.quantization=4bit',
        '-Ddse.dataset=text.txt', '-Ddse.device=cpu', '-Ddse.cache=false')
def row = new File(basedir, 'no-pom/target/dse/text_ppl_results.csv').readLines()[1]
assert row.endsWith(',4bit,source') && row.split(',')[6] == '1'
def manifest = new File(basedir, 'no-pom/target/dse/manifest.json').text
assert manifest.contains('"name": "tiny-llama 4bit on text (test)') : 'an absolute path in the manifest: ' + manifest
assert !manifest.contains(basedir.parentFile.parentFile.absolutePath)
def none = run('no-pom', false, goal('eval-ppl'), '-Ddse.quantization=4bit')
assert none.contains('<evaluations>: there is nothing to evaluate')
return true
