/* SPDX-License-Identifier: Apache-2.0 */
/** The forked JVM seen from Maven: its libraries, resolved on first use, its start, its progress and its end. */
package io.github.dsemaven.runtime;
