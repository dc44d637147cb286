package dev.vcond.storage;

/**
 * A {@link Readable} storage that does not give back everything that was saved: a service that
 * takes documents apart and puts together what it knows of them, or keeps an excerpt. What it
 * answers is good to look at; it never takes the place of a document that is missing in Redis.
 */
public interface PartlyReadable extends Readable {}
