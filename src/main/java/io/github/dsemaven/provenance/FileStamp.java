/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What the file system says of a file without reading it.
 *
 * @param size bytes
 * @param modified time of the last modification in nanoseconds since 1970, which tools can set at will
 * @param changed time of the last change of content or attributes in nanoseconds, which they can't; -1 where the file
 *     system has none (Windows)
 * @param identity inode number, 0 where there is none
 */
record FileStamp(long size, long modified, long changed, long identity) {
    /** The stamp of a regular file. */
    static FileStamp of(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            Map<String, Object> facts =
                    Files.readAttributes(file, "unix:isRegularFile,size,lastModifiedTime,ctime,ino");
            requireFile(file, (Boolean) facts.get("isRegularFile"));
            return new FileStamp(
                    (Long) facts.get("size"),
                    nanos((FileTime) facts.get("lastModifiedTime")),
                    nanos((FileTime) facts.get("ctime")),
                    (Long) facts.get("ino"));
        }
        BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
        requireFile(file, facts.isRegularFile());
        return new FileStamp(facts.size(), nanos(facts.lastModifiedTime()), -1, 0);
    }

    /** Nanoseconds since 1970 after which neither content nor attributes were touched. */
    long latest() {
        return Math.max(modified, changed);
    }

    /** Written out because a record's own costs 20 ms to link, a tenth of what an unchanged repository may take. */
    @Override
    public boolean equals(Object other) {
        return other instanceof FileStamp stamp
                && size == stamp.size
                && modified == stamp.modified
                && changed == stamp.changed
                && identity == stamp.identity;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(size + 31 * modified);
    }

    private static void requireFile(Path file, boolean regular) throws NoSuchFileException {
        if (!regular) {
            throw new NoSuchFileException(file.toString(), null, "not a regular file");
        }
    }

    private static long nanos(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }
}
