/* SPDX-License-Identifier: Apache-2.0 */
/** What the two JVMs tell each other: the request, events on standard output, and one outcome file an evaluation. */
package io.github.dsemaven.exchange;
