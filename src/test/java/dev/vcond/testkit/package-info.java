/**
 * Contract tests for authors of links and storages, inside this repository and outside of it.
 *
 * <p>In flows a way to make the adapter under test; out flows the proof that it keeps the contract.
 * The distribution ships this package alone as {@code dev.vcond:vcond-testkit} in {@code
 * sdk/repository}, so nothing here may use other test classes of the project.
 */
@NullMarked
package dev.vcond.testkit;

import org.jspecify.annotations.NullMarked;
