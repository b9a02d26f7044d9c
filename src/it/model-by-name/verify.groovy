import com.sun.net.httpserver.HttpServer
import java.security.MessageDigest

def token = 'hf_never' + 'ToBeSeenAnywhere'
def commit = 'c0ffee' * 6 + 'c0ff'
def source = new File(basedir, '../../../src/it/quickstart/models/tiny-llama')
def files = source.listFiles().findAll { it.file }.collectEntries { [it.name, it.bytes] }
def hex = { String algorithm, byte[] bytes -> MessageDigest.getInstance(algorithm).digest(bytes).encodeHex().toString() }
def large = { byte[] bytes -> bytes.length > 100_000 }
def siblings = files.collect { name, bytes ->
    def git = MessageDigest.getInstance('SHA-1')
    git.update(('blob ' + bytes.length + '\0').getBytes('US-ASCII'))
    [rfilename: name, size: bytes.length, blobId: git.digest(bytes).encodeHex().toString()] +
            (large(bytes) ? [lfs: [sha256: hex('SHA-256', bytes)]] : [:])
}
def requests = Collections.synchronizedList([])

// large files lie on another host, as on the real hub
def other = HttpServer.create(new InetSocketAddress('127.0.0.1', 0), 0)
def hub = HttpServer.create(new InetSocketAddress('127.0.0.1', 0), 0)
def send = { exchange, int status, byte[] bytes ->
    exchange.sendResponseHeaders(status, bytes.length ?: -1)
    exchange.responseBody.withCloseable { it.write(bytes) }
}
other.createContext('/') { exchange ->
    requests << 'other ' + exchange.requestURI.path
    assert !exchange.requestHeaders.getFirst('Authorization')
    send(exchange, 200, files[exchange.requestURI.path.substring(1)])
}
hub.createContext('/') { exchange ->
    def path = exchange.requestURI.path
    requests << 'hub ' + path
    def resolved = '/acme/tiny-llama/resolve/' + commit + '/'
    if (exchange.requestHeaders.getFirst('Authorization') != 'Bearer ' + token) {
        exchange.responseHeaders.set('X-Error-Code', 'GatedRepo')
        send(exchange, 403, 'no'.bytes)
    } else if (path == '/api/models/acme/tiny-llama/revision/main') {
        send(exchange, 200, groovy.json.JsonOutput.toJson([sha: commit, siblings: siblings]).bytes)
    } else if (path.startsWith(resolved) && files.containsKey(path - resolved)) {
        def bytes = files[path - resolved]
        if (large(bytes)) {
            exchange.responseHeaders.set('Location', 'http://127.0.0.1:' + other.address.port + '/' + (path - resolved))
        }
        send(exchange, large(bytes) ? 302 : 200, large(bytes) ? new byte[0] : bytes)
    } else {
        exchange.responseHeaders.set('X-Error-Code', 'RepoNotFound')
        send(exchange, 404, 'no'.bytes)
    }
}
[hub, other].each { it.start() }

def properties = new groovy.xml.XmlSlurper().parse(new File(basedir, 'pom.xml')).properties
def settings = new File(basedir, 'settings.xml')
settings.text = new File(basedir, '../../../src/it/settings.xml').text
        .replace('@localRepositoryUrl@', properties.'repository.url'.text())
def logs = ''
def run = { boolean success, Map more, String... arguments ->
    def builder = new ProcessBuilder([new File(System.getProperty('maven.home'), 'bin/mvn').path, '-B', '-s', settings.path,
            '-Dmaven.repo.local=' + localRepositoryPath] + arguments.toList())
    def environment = builder.environment()
    environment.keySet().removeAll { it.startsWith('HF_') || it.startsWith('HUGGING') || it.startsWith('TRANSFORMERS') }
    environment.putAll([MAVEN_OPTS: '-Xmx512m -XX:TieredStopAtLevel=1', HF_HOME: new File(basedir, 'hf').path,
            HF_ENDPOINT: 'http://127.0.0.1:' + hub.address.port] + more)
    def process = builder.directory(basedir).redirectErrorStream(true).start()
    def output = process.inputStream.getText('UTF-8')
    assert (process.waitFor() == 0) == success: output
    logs += output
    return output
}
try {
    def refused = run(false, [:], 'verify')
    assert refused.contains('is gated, and no token is set')
    assert refused.contains('Accept its licence at http://127.0.0.1:' + hub.address.port + '/acme/tiny-llama')

    def offline = run(false, [HF_TOKEN: token], 'verify', '-Ddse.downloads=never')
    assert offline.contains('hf download acme/tiny-llama') && offline.contains('<downloads> is never')

    requests.clear()
    def downloaded = run(true, [HF_TOKEN: token], 'verify')
    assert downloaded.contains('Downloading acme/tiny-llama (commit ' + commit.substring(0, 12) + ')')
    assert requests.count { it == 'other /model.safetensors' } == 1
    assert requests.every { !it.contains('README') }
    def manifest = new File(basedir, 'target/dse/manifest.json').text
    assert manifest.contains(commit)
    assert !manifest.contains(basedir.path): 'an absolute path in the manifest'
    def row = new File(basedir, 'target/dse/own_ppl_results.csv').readLines()[1]
    assert row.contains(',acme/tiny-llama,')

    // from the cache without a hub, and the number is that of the folder
    [hub, other].each { it.stop(0) }
    def target = new File(basedir, 'target')
    assert target.deleteDir()
    run(true, [:], '-o', 'verify', '-Ddse.cache=false')
    assert new File(basedir, 'target/dse/own_ppl_results.csv').readLines()[1] == row
    assert target.deleteDir()
    run(true, [:], '-o', 'verify', '-Ddse.cache=false', '-Dmodel=' + source.path.replace('\\', '/'))
    def ppl = new File(basedir, 'target/dse/own_ppl_results.csv').readLines().collect { it.split(',')[9] }[1]
    assert ppl == row.split(',')[9]
} finally {
    [hub, other].each { it.stop(0) }
}

// the token is nowhere
assert !logs.contains(token)
basedir.eachFileRecurse(groovy.io.FileType.FILES) { file ->
    if (file.name != 'verify.groovy') {
        assert !new String(file.bytes, 'ISO-8859-1').contains(token): file
    }
}
return true
