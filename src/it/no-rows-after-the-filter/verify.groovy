def log = new File(basedir, 'build.log').text
assert log =~ /max_batch_size\s*==?\s*64/: 'the condition that removed the rows is not named'
return true
