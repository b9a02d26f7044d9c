def json = new groovy.json.JsonSlurper()
def name = 'Tiny-q0f16-MLC_mem_total_vs_context'
def all = new File(basedir, 'target/dse/figures')
def wide = new File(basedir, 'target/dse/wide')
assert new File(all, "${name}.png").exists() && !new File(all, "${name}.pdf").exists()
assert new File(wide, "${name}.pdf").exists() && !new File(wide, "${name}.png").exists()
assert json.parse(new File(all, "data/${name}.json")).rows == 4
assert json.parse(new File(wide, "data/${name}.json")).rows == 2
def svg = new File(wide, "${name}.svg").getText('UTF-8')
assert svg.contains('Wide: ') && svg.contains('My tiny model')
return true
