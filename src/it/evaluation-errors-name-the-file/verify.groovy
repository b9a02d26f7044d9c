def log = new File(basedir, 'build.log').text.split('Scanning for projects')[2]
def problems = log.readLines().findAll { it.startsWith('[ERROR]   ') }*.substring(10)
def problem = { String start -> problems.findAll { it.startsWith(start) } }
[
    'models/truncated/model.safetensors',
    'models/no-config',
    'models/no-tokenizer/tokenizer.json',
    'models/only-bin',
    '<evaluation>[7] <quantization>',
    '<evaluation>[8] <stride>',
    'text/short.txt',
].each { assert problem(it).size() == 1: "${it} is named ${problem(it).size()} times in:\n${problems.join('\n')}" }
assert problem('<evaluation>[7] <quantization>')[0].contains('q4f16_1'): 'the nearest scheme is not suggested'
assert problem('models/only-bin')[0].contains('from_pretrained')
def notANumber = problems.findAll { it.contains('not-a-number') }
assert notANumber.size() == 1 && notANumber[0].contains('layer 2'): "the layer is not named: ${notANumber}"
assert log.contains('8 problems:')
assert !(log =~ /\tat [a-z.]+\(/).find(): 'a stack trace reached the user'
assert !log.contains(basedir.absolutePath + '/models') && !log.contains(basedir.absolutePath + '/text')

// the other evaluations finish, what failed leaves what was there
def dse = new File(basedir, 'target/dse')
assert new File(dse, 'one_ppl_results.csv').readLines().size() == 2
assert new File(dse, 'three_ppl_results.csv').readLines()[1].endsWith(',4bit,source')
assert new File(dse, 'two_ppl_results.csv').readLines().size() == 2: 'the earlier result of the model that is now damaged'

// without a network, and with a local repository that lacks ONNX Runtime
def properties = new groovy.xml.XmlSlurper().parse(new File(basedir, 'pom.xml')).properties
def settings = new File(basedir, 'settings.xml')
settings.text = new File(basedir, '../../../src/it/settings.xml').text
        .replace('@localRepositoryUrl@', properties.'repository.url'.text())
def repository = new File(basedir, 'repository')
def mirror
mirror = { File from, File to, List<String> path ->
    to.mkdirs()
    from.eachFile { file ->
        if (path && file.name == path[0]) {
            if (path.size() > 1) {
                mirror(file, new File(to, file.name), path.tail())
            }
        } else if (!new File(to, file.name).exists()) {
            java.nio.file.Files.createSymbolicLink(new File(to, file.name).toPath(), file.canonicalFile.toPath())
        }
    }
}
mirror(localRepositoryPath, repository, ['com', 'microsoft'])
def maven = new File(System.getProperty('maven.home'), 'bin/mvn')
def process = new ProcessBuilder(maven.path, '-B', '-o', '-s', settings.path,
        '-Dmaven.repo.local=' + repository, '-Ddse.cache=false', 'verify')
        .directory(basedir)
        .redirectErrorStream(true)
        .start()
def offline = process.inputStream.text
assert process.waitFor() != 0
assert offline.contains('com.microsoft.onnxruntime:onnxruntime:') && offline.contains('Maven is offline'): offline
assert offline.contains('dependency:get'): offline
assert !(offline =~ /\tat [a-z.]+\(/).find(): offline
return true
