/**
 * Links and storages from elsewhere: found in {@code plugins.dir}, loaded, and called.
 *
 * <p>In flows the folder; out flows, for the name of a class, its {@code StorageType} or {@code
 * LinkType}, or the reason why there is none. Nothing here throws for what is wrong with a plugin:
 * one that fails takes no other down.
 *
 * <p><b>What a plugin is.</b> Either one jar in the folder, with all that it needs inside, or a
 * folder of jars there; each has a class loader of its own. The configuration names the class,
 * which is the module's name everywhere: no registry has to agree with it, and two vendors cannot
 * collide.
 *
 * <p><b>What it sees.</b> The JDK, and of vcond the SPI ({@link dev.vcond.app.plugin.Spi}) with
 * Jackson, SLF4J and JSpecify, whose types stand in its signatures. Everything else comes from its
 * own jars: vcond's drivers are hidden, so that a plugin can bring another version of one.
 *
 * <p><b>Listing.</b> The manifest attribute {@code Vcond-Modules} names a jar's modules, so that
 * they can be listed without a configuration. {@code META-INF/services} was decided against: its
 * contract is a constructor, ours a static method, and a build that merges jars would merge those
 * files of libraries, too. The attribute is only for lists; a class that is configured is found
 * without it.
 *
 * <p><b>When it ends.</b> Loaders belong to one configuration and are closed after its storages;
 * the next one reads the folder anew.
 */
@NullMarked
package dev.vcond.app.plugin;

import org.jspecify.annotations.NullMarked;
