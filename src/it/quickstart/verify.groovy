def figures = new File(basedir, 'target/dse/figures')
def names = ['q0f16', 'q3f16_1', 'q4f16_1'].collectMany { scheme ->
    ['mem_kvcache_vs_context', 'mem_total_vs_context', 'mem_kvcache_vs_sliding'].collect {
        "Synthetic-1B-${scheme}-MLC_${it}".toString()
    }
}
names += ['kv_cache_quant_compare', 'kv_cache_quant_compare_total']
names += ['throughput_prefill', 'throughput_decode', 'latency_e2e', 'latency_ttft'].collectMany { metric ->
    ['context', 'batch', 'sliding', 'sink'].collect { "${metric}_vs_${it}".toString() }
}
names.each { name ->
    ["${name}.svg", "${name}.png", "data/${name}.json", "data/${name}.csv"].each {
        assert new File(figures, it).length() > 0: "${it} is missing or empty"
    }
    // Spaces where the caption breaks into lines are the layout's business.
    def svg = new File(figures, "${name}.svg").getText('UTF-8').replaceAll(/<[^>]*>/, ' ').replaceAll(/\s+/, ' ')
    assert svg.contains('Synthetic data from an analytical model'): "${name}.svg does not say that its data is synthetic"
}
def bars = new groovy.json.JsonSlurper().parse(new File(figures, 'data/ordinary-things_ppl_vs_quant.json')).facets[0].bars
assert bars*.label == ['fp16', '8bit', '4bit', 'q4f16_1', 'fake_q3']
assert bars*.value.every { it > 90 && it < 130 }
assert bars[0].value < bars[4].value: 'three bits are not better than sixteen'
assert new File(basedir, 'target/dse/ordinary-things_ppl_results.csv').readLines().size() == 6
assert new File(basedir, 'target/dse/index.html').getText('UTF-8').contains('Synthetic data from an analytical model')
def manifest = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/dse/manifest.json'))
assert !manifest.steps*.warnings.flatten().any { it.contains('device auto') }: 'a warning of this machine is in the manifest'
println "Figures: ${figures}"
println "All on one page: ${new File(basedir, 'target/dse/index.html')}"
return true
