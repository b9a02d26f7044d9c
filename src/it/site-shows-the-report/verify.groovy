def site = new File(basedir, 'target/site')
assert new File(site, 'project-reports.html').getText('UTF-8').contains('href="dse-report/index.html"')
def page = new File(site, 'dse-report/index.html').getText('UTF-8')
assert page.contains('toytext_ppl_vs_quant') && page.contains('13.2500')
(page =~ /href="([^"#:]+)"/).collect { it[1] }.each {
    assert new File(site, "dse-report/${it}").exists(): "the page links to ${it}, which is not in the site"
}
return true
