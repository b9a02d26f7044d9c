def source = new File(basedir, '../../../src/it/quickstart')
def model = new File(basedir, 'models/tiny-llama')
model.mkdirs()
new File(source, 'models/tiny-llama').eachFile { file -> new File(model, file.name).bytes = file.bytes }
def text = new File(source, 'text/ordinary-things.txt').getText('UTF-8')
['a', 'b'].each { new File(basedir, "${it}/text-of-${it}.txt").setText(text + it, 'UTF-8') }
return true
