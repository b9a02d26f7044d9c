def sweep = new File(basedir, 'sweep/dse')
sweep.mkdirs()
['results', 'metrics'].each { kind ->
    def name = "kv_cache_dse_${kind}_Synthetic-1B-q4f16_1-MLC.csv"
    new File(sweep, name).bytes = new File(basedir, "../../../src/it/quickstart/dse/${name}").bytes
}
return true
