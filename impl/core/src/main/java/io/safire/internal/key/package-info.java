/**
 * Reading of keys and certificates in the formats PEM, DER, JWK, JWK set, PKCS12, JKS, and the Base64 of these formats.
 *
 * <p>{@link KeyReader} finds out the format of a {@link KeyDocument}. {@link PemBlock} and {@link DerStructure}
 * recognize the content of the document, and {@link NonKeyText} describes a document without a key.
 * {@link AlgorithmRule} determines the algorithm of a key. The JDK and jose4j decode the keys.
 */
@NullMarked
package io.safire.internal.key;

import org.jspecify.annotations.NullMarked;
