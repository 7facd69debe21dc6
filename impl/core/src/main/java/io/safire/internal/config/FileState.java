package io.safire.internal.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * The attributes that show whether a file has changed.
 *
 * @param target the file itself, or the file to which links lead
 * @param identity the identity of the file, such as its inode; empty if the file system has none
 */
record FileState(Path target, FileTime modified, long size, Optional<Object> identity) {

    static FileState of(Path file) throws IOException {
        Path target = file.toRealPath();
        BasicFileAttributes attributes = Files.readAttributes(target, BasicFileAttributes.class);
        return new FileState(
                target, attributes.lastModifiedTime(), attributes.size(), Optional.ofNullable(attributes.fileKey()));
    }
}
