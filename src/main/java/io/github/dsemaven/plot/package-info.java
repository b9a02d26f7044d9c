/* SPDX-License-Identifier: Apache-2.0 */
/** The service behind the plot goals: a request in, figures and their data out. */
package io.github.dsemaven.plot;
