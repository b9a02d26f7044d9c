/* SPDX-License-Identifier: Apache-2.0 */
/** The goals: parameters in, one service call, result out. */
package io.github.dsemaven.mojo;
