def model = new File(basedir, 'dse/models/tiny-llama')
model.mkdirs()
new File(basedir, '../../../src/it/quickstart/models/tiny-llama').eachFile { file ->
    new File(model, file.name).bytes = file.bytes
}
return true
