package dev.vcond.app.demo;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a demo is to do.
 *
 * @param count how many good vCons are made
 * @param seed the same seed gives the same vCons
 * @param vcons a folder whose vCons are submitted, too
 * @param temporary where the demo's folder is made
 * @param keep whether the folder stays
 * @param programs where the programs of Postgres are unpacked, 60 MB; empty: in the demo's folder
 */
public record DemoSettings(
    int count,
    long seed,
    Optional<Path> vcons,
    Path temporary,
    boolean keep,
    Optional<Path> programs) {}
