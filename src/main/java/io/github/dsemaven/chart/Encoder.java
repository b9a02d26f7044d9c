/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import java.io.IOException;
import java.io.OutputStream;

/** Writes a drawing in one file format. */
interface Encoder {
    /** Writes the whole file; the same drawing and metadata give the same bytes. */
    void write(Drawing drawing, RenderMetadata metadata, OutputStream out) throws IOException;
}
