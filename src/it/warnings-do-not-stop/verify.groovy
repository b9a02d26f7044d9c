def log = new File(basedir, 'build.log').text
assert log =~ /\[WARNING\].*measured more than once/
assert log =~ /\[WARNING\].*num_runs/
assert log =~ /\[WARNING\].*wikitext103.*identical|\[WARNING\].*identical.*wikitext103/
['kv_cache_quant_compare', 'kv_cache_quant_compare_total', 'wikitext2_ppl_vs_quant', 'wikitext103_ppl_vs_quant'].each {
    assert new File(basedir, "target/dse/figures/${it}.svg").exists()
}
def bars = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/dse/figures/data/wikitext2_ppl_vs_quant.json')).facets[0].bars
assert bars*.label == ['fp16', 'fake_q3', '4bit']
assert bars*.text == ['12.50', '19.75', '13.12']
return true
