def log = new File(basedir, 'build.log').text
['<formats>', '<theme>', '<repeats>', '<band>', '<runs>', '<filter>'].each {
    assert log.contains(it): "${it} is not named"
}
['svg', 'png', 'pdf', 'Did you mean "dark"?', 'median', 'Did you mean "range"?', 'separate', 'Did you mean "max_batch_size"?'].each {
    assert log.contains(it): "${it} is not suggested"
}
assert !new File(basedir, 'target/dse').exists()
return true
