/**
 * Proves that a demo did what it says: everything is read back and compared with what was
 * submitted.
 *
 * <p>In flow samples with their fates and the addresses of the folder, the table and Redis; out
 * flows a verdict that names every difference: which vCon, where, at which place in it, what was
 * expected and what was found.
 *
 * <p>Nothing here knows the code that is to be proved. The renames, the write rules and the tags
 * are written a second time, on plain trees; files are read with {@code java.nio}, rows with JDBC
 * (the one place beside the storage that may use it), Redis over its wire protocol: a proof that
 * asked the storages or their document could only show that they agree with themselves. The price
 * is that a new write rule is written twice, which is the purpose.
 *
 * <p>Numbers are compared as text. In a {@code jsonb} column Postgres writes them without exponent
 * and keeps every digit, so that is what is expected there; order of members is compared in files
 * only, since {@code jsonb} has none.
 */
@NullMarked
package dev.vcond.app.demo.proof;

import org.jspecify.annotations.NullMarked;
