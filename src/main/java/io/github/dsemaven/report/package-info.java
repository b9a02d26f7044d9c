/* SPDX-License-Identifier: Apache-2.0 */
/** What people read of a design-space exploration, and what a build enforces: page, bundle, tables, gates, differences. */
package io.github.dsemaven.report;
