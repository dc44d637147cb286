/**
 * vCons as objects of a bucket, of Amazon S3 or of any service that speaks its protocol.
 *
 * <p>In flow bytes and metadata; out flows one object per vCon, with its content type, a checksum
 * and the metadata as user metadata. The requests themselves are made by the room {@code bucket}.
 *
 * <ul>
 *   <li><b>Two layouts.</b> Flat is {@code <prefix>/<id>.json}. Dated is that of vcon-server,
 *       {@code <prefix>/YYYY/MM/DD/<id>.vcon} with a lookup object that holds the date; it costs
 *       two more requests per save. Reading and deleting look in both, so a bucket can change from
 *       one to the other.
 *   <li><b>Order.</b> In the dated layout the object comes first, then the lookup, then the object
 *       under the old date goes: whatever is cut short, the lookup names a whole document.
 *   <li><b>Delete asks first.</b> S3 answers a delete of nothing with success; only a HEAD tells
 *       whether something was there.
 * </ul>
 */
@NullMarked
package dev.vcond.storage.s3;

import org.jspecify.annotations.NullMarked;
