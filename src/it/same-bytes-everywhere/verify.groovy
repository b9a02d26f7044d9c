import java.nio.file.Files
import java.nio.file.StandardCopyOption

def properties = new groovy.xml.XmlSlurper().parse(new File(basedir, 'pom.xml')).properties
def settings = new File(basedir, 'settings.xml')
settings.text = new File(basedir, '../../../src/it/settings.xml').text
        .replace('@localRepositoryUrl@', properties.'repository.url'.text())

def modules = ['sweep', 'numbers']
def repository = localRepositoryPath
def home = System.getProperty('maven.home')

def maven = { File folder, Map<String, String> environment, String... arguments ->
    def builder = new ProcessBuilder(
            [new File(home, 'bin/mvn').path, '-B', '-o', '-s', settings.path, '-Dmaven.repo.local=' + repository] + arguments.toList())
    builder.environment().put('MAVEN_OPTS', '-Xmx512m -XX:TieredStopAtLevel=1')
    builder.environment().putAll(environment)
    def process = builder.directory(folder).redirectErrorStream(true).start()
    def log = process.inputStream.getText('UTF-8')
    assert process.waitFor() == 0: log
    return log
}

/** Digests of everything published, by path. */
def published = { File folder ->
    def digests = new TreeMap<String, String>()
    modules.each { module ->
        def target = new File(folder, "${module}/target")
        def files = []
        new File(target, 'dse').eachFileRecurse(groovy.io.FileType.FILES) { files << it }
        files << new File(target, "${module}-1-dse-report.zip")
        files.findAll { it.name != 'environment.json' }.each { file ->
            def path = module + '/' + target.toPath().relativize(file.toPath()).toString()
            digests[path] = java.security.MessageDigest.getInstance('SHA-256').digest(file.bytes).encodeHex().toString()
        }
    }
    return digests
}
def differences = { Map<String, String> one, Map<String, String> other ->
    (one.keySet() + other.keySet()).findAll { one[it] != other[it] }.toList()
}

def first = published(basedir)
assert first.size() > 150
assert first.keySet().count { it.endsWith('.pdf') } >= 20

// another folder, locale, time zone and encoding, the modules side by side
def elsewhere = new File(basedir, 'another folder/deeper')
['', 'sweep', 'numbers'].each { part ->
    new File(elsewhere, part).mkdirs()
    Files.copy(new File(basedir, part + '/pom.xml').toPath(), new File(elsewhere, part + '/pom.xml').toPath())
}
modules.each { module ->
    new File(elsewhere, module + '/dse').mkdirs()
    new File(basedir, module + '/dse').eachFile {
        Files.copy(it.toPath(), new File(elsewhere, "${module}/dse/${it.name}").toPath())
    }
}
maven(elsewhere,
        [MAVEN_OPTS: '-Xmx512m -XX:TieredStopAtLevel=1 -Duser.language=tr -Duser.country=TR -Dfile.encoding=ISO-8859-9'
                + ' -Duser.timezone=Pacific/Kiritimati', TZ: 'Pacific/Kiritimati', LC_ALL: 'C'],
        '-T', '2', '-Ddse.cache=false', 'verify')
assert differences(first, published(elsewhere)) == []

// another Java: what is text is the same, pictures of pixels need not be
def running = Runtime.version().feature()
def version = { File folder ->
    def release = new File(folder, 'release')
    def line = release.exists() ? release.readLines().find { it.startsWith('JAVA_VERSION="') } : null
    return line == null ? 0 : line.substring(14).split(/[^0-9]/)[0].toInteger()
}
def other = new File('/usr/lib/jvm').listFiles()?.find { version(it) >= 17 && version(it) != running }
if (other == null) {
    println 'No second Java of version 17 or newer in /usr/lib/jvm: not compared'
} else {
    println "Compared with ${other}"
    maven(elsewhere, [JAVA_HOME: other.path], '-Ddse.cache=false', 'clean', 'verify')
    def text = differences(first, published(elsewhere)).findAll { !(it =~ /\.(png|pdf|zip)$|manifest\.json$/) }
    assert text == []
    def manifests = [basedir, elsewhere].collect { folder ->
        new File(folder, 'numbers/target/dse/manifest.json').readLines().findAll { !(it =~ /"(sha256|size)"/) }
    }
    assert manifests[0] == manifests[1]
}

// after clean everything is taken from the cache
def cleaned = maven(basedir, [:], 'clean', 'verify')
assert !(cleaned =~ /(drawn|made) because/).find(): cleaned
assert cleaned.count('Taken from the cache: ') == 6: cleaned
assert differences(first, published(basedir)) == []

// and nothing at all is done where nothing changed
def unchanged = maven(basedir, [:], 'verify')
assert unchanged.count('Up to date: ') == 6: unchanged
assert differences(first, published(basedir)) == []

// a figure that was edited or deleted is made again, from the cache or anew
def edited = new File(basedir, 'numbers/target/dse/figures/Tiny-q0f16-MLC_mem_total_vs_context.svg')
def deleted = new File(basedir, 'numbers/target/dse/figures/toytext_ppl_vs_quant.png')
['true', 'false'].each { cache ->
    edited.text = edited.text.replace('GiB', 'GB')
    assert deleted.delete()
    def mended = maven(basedir, [:], 'verify', '-pl', 'numbers', '-Ddse.cache=' + cache)
    assert mended.contains('figures/Tiny-q0f16-MLC_mem_total_vs_context.svg was edited'): mended
    assert mended.contains('figures/toytext_ppl_vs_quant.png is missing'): mended
    assert differences(first, published(basedir)) == []
}
return true
