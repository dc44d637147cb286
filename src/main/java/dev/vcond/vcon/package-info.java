/**
 * The document: what a vCon is to the rest of the daemon.
 *
 * <p>In flows a {@link dev.vcond.vcon.VconId} and the bytes that a producer stored. Out flows a
 * {@link dev.vcond.vcon.Vcon}, immutable, whose bytes are exactly those that came in until a link
 * changed something. This room knows Jackson and nothing else.
 *
 * <ul>
 *   <li><b>Scan first, tree only on demand.</b> Most documents are stored without anybody looking
 *       inside, so reading is one streaming pass that proves that the bytes are one JSON object in
 *       UTF-8 and picks the four facts that storages ask for. The tree is parsed when a link or a
 *       storage asks.
 *   <li><b>Strings and numbers remember how they were written.</b> A tree of plain Jackson nodes
 *       turns {@code 1e5} into {@code 100000.0}, {@code 0.10} into {@code 0.1} and a lone surrogate
 *       into an error. Our trees keep the source text of every number and of every string whose
 *       text is not the only way to write it, so a changed document differs from its source only
 *       where it was changed (white space between tokens and escapes in member names aside).
 *       Strings of 64 KB and more are not decoded at all: they stay a range of the source bytes and
 *       are copied from there, so tagging a document with a 200 MB recording costs one copy of it.
 *   <li><b>Writing is lazy.</b> A changed document holds its tree until somebody asks for its
 *       bytes; three links that change it cause one serialisation. Once written, the tree is let
 *       go, since it keeps the source bytes alive.
 *   <li><b>Limits are ours.</b> Jackson's defaults (20 MB strings, 1,000-digit numbers) would
 *       refuse real recordings. Sizes are bounded by {@code worker.memory}, so only the depth is
 *       limited here, to 1,000, because trees are walked by recursion.
 *   <li><b>Strict where a storage would choke, lenient elsewhere.</b> Broken UTF-8, a byte order
 *       mark, NaN and text after the object are refused: no storage with a JSON column would take
 *       them. Missing members, wrong types and duplicate names pass (the last one wins). Half a
 *       surrogate pair is kept in texts; in the name of a member Jackson refuses it.
 *   <li><b>Views, not copies.</b> {@link dev.vcond.vcon.Dialog}, {@link dev.vcond.vcon.Analysis}
 *       and the like are an index and a node of the shared tree; they read generously, never throw,
 *       and decode a body when it is asked for. Changes go through an editor on a private copy,
 *       which notices when a member is set to what it was, so that a link that ran before leaves
 *       the document as it is.
 *   <li>Decided against: binding to Java classes (unknown members would be lost or reordered), and
 *       {@code USE_BIG_DECIMAL_FOR_FLOATS} (keeps the value, not the text).
 * </ul>
 */
@NullMarked
package dev.vcond.vcon;

import org.jspecify.annotations.NullMarked;
