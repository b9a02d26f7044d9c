import java.nio.file.Files

def properties = new groovy.xml.XmlSlurper().parse(new File(basedir, 'pom.xml')).properties
def settings = new File(basedir, 'settings.xml')
settings.text = new File(basedir, '../../../src/it/settings.xml').text
        .replace('@localRepositoryUrl@', properties.'repository.url'.text())
def build = { File folder ->
    def builder = new ProcessBuilder([new File(System.getProperty('maven.home'), 'bin/mvn').path, '-B', '-s', settings.path,
            '-Dmaven.repo.local=' + localRepositoryPath, 'verify'])
    builder.environment().put('MAVEN_OPTS', '-Xmx512m -XX:TieredStopAtLevel=1')
    def process = builder.directory(folder).redirectErrorStream(true).start()
    def output = process.inputStream.getText('UTF-8')
    assert process.waitFor() == 0: output
}
// what a build made, by name; environment.json holds times, and is not for comparing
def made = { File folder ->
    def files = [:]
    def target = new File(folder, 'target')
    target.eachFileRecurse(groovy.io.FileType.FILES) { file ->
        def name = target.toPath().relativize(file.toPath()).toString()
        if (!name.startsWith('maven-status') && file.name != 'environment.json') {
            files[name] = file.bytes.encodeHex().toString()
        }
    }
    return files
}
def number = 0
def sameAsClean = { String what ->
    build(basedir)
    def clean = new File(basedir, 'clean-' + (++number))
    ['dse', '.'].each { folder ->
        new File(basedir, folder).eachFile(groovy.io.FileType.FILES) { file ->
            def copy = new File(clean, folder + '/' + file.name)
            copy.parentFile.mkdirs()
            copy.bytes = file.bytes
        }
    }
    build(clean)
    def here = made(basedir)
    def there = made(clean)
    assert here.keySet() == there.keySet(): what
    def other = here.keySet().findAll { here[it] != there[it] }
    assert other.isEmpty(): what + ': other bytes in ' + other
    return here.keySet()
}

def csv = { String tag -> new File(basedir, 'dse/kv_cache_dse_results_' + tag + '.csv') }
assert made(basedir).keySet().any { it.contains('Tiny-q4f16_1') }

// a model goes, another is renamed
assert csv('Tiny-q4f16_1-MLC').delete()
Files.move(csv('Tiny-q0f16-MLC').toPath(), csv('Small-q0f16-MLC').toPath())
def names = sameAsClean('a CSV deleted, another renamed')
assert !names.any { it.contains('Tiny') } && names.any { it.contains('Small-q0f16-MLC') }

// a goal leaves the POM, and the last of a kind of CSV goes
def pom = new File(basedir, 'pom.xml')
pom.text = pom.text.replaceFirst('(?s)<execution>\\s*<id>wide</id>.*?</execution>', '')
assert new File(basedir, 'dse/toytext_ppl_results.csv').delete()
names = sameAsClean('a goal dropped, the last perplexities deleted')
assert !names.any { it.contains('wide') || it.contains('toytext') }

// a CSV changes, another comes
csv('Small-q0f16-MLC').text = csv('Small-q0f16-MLC').text.replace('1515.000', '1516.000')
csv('Other-q0f16-MLC').text = csv('Small-q0f16-MLC').text.replace('Small', 'Other')
names = sameAsClean('a CSV changed, another added')
assert names.any { it.contains('Other-q0f16-MLC') }
return true
