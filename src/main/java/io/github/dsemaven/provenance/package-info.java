/* SPDX-License-Identifier: Apache-2.0 */
/** What was made from what: digests, the manifest, the decision whether a goal has to run, the content cache. */
package io.github.dsemaven.provenance;
