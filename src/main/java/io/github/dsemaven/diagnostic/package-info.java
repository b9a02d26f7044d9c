/* SPDX-License-Identifier: Apache-2.0 */
/** What is said to a user whose input is wrong: problem, place and suggestion, as one exception type. */
package io.github.dsemaven.diagnostic;
