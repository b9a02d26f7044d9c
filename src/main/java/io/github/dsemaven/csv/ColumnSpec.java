/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.csv;

/**
 * What a column of a family of CSV files must hold.
 *
 * @param name its name in the header
 * @param type what its cells are
 * @param required whether the file is wrong without it
 * @param key whether its cells name the configuration, so that none may be empty
 * @param least smallest valid number
 */
record ColumnSpec(String name, Type type, boolean required, boolean key, double least) {
    enum Type {
        TEXT,
        WHOLE,
        NUMBER,
        FLAG
    }

    static ColumnSpec text(String name) {
        return new ColumnSpec(name, Type.TEXT, true, true, 0);
    }

    static ColumnSpec size(String name) {
        return new ColumnSpec(name, Type.WHOLE, true, true, 0);
    }

    /** A size where -1 says that there is none. */
    static ColumnSpec sizeOrOff(String name) {
        return new ColumnSpec(name, Type.WHOLE, true, true, -1);
    }

    static ColumnSpec drawn(String name) {
        return new ColumnSpec(name, Type.NUMBER, true, false, 0);
    }

    /** A number that no figure draws: the column may be absent, but what is there must be a number. */
    static ColumnSpec undrawn(String name) {
        return new ColumnSpec(name, Type.NUMBER, false, false, 0);
    }

    static ColumnSpec flag(String name) {
        return new ColumnSpec(name, Type.FLAG, true, true, 0);
    }

    static ColumnSpec optionalText(String name) {
        return new ColumnSpec(name, Type.TEXT, false, false, 0);
    }
}
