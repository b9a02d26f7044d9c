import java.nio.ByteBuffer
import java.nio.ByteOrder

def source = new File(basedir, '../../../src/it/quickstart/models/tiny-llama')
def model = { String name, List<String> without ->
    def folder = new File(basedir, "models/${name}")
    folder.mkdirs()
    source.eachFile { file ->
        if (!(file.name in without)) {
            new File(folder, file.name).bytes = file.bytes
        }
    }
    return folder
}
model('tiny-llama', [])
model('no-config', ['config.json'])
model('no-tokenizer', ['tokenizer.json'])
new File(model('only-bin', ['model.safetensors']), 'pytorch_model.bin').text = 'pickled'
def whole = new File(source, 'model.safetensors').bytes
new File(model('truncated', []), 'model.safetensors').bytes = Arrays.copyOf(whole, 100_000)
// an infinite first weight: the header's length stands in the first eight bytes
def header = (int) ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong()
def names = new groovy.json.JsonSlurper().parse(Arrays.copyOfRange(whole, 8, 8 + header))
def at = 8 + header + names['model.layers.2.mlp.up_proj.weight'].data_offsets[0]
def wide = names['model.layers.2.mlp.up_proj.weight'].dtype == 'F32'
(0..<(wide ? 4 : 2)).each { whole[at + it] = (byte) 0xFF }
new File(model('not-a-number', []), 'model.safetensors').bytes = whole
return true
