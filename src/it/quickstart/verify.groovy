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
assert !new File(basedir, 'build.log').text.contains('onnxruntime'): 'a plot goal touched ONNX Runtime'
return true
