package io.safire.internal.brand;

/** Thrown if a bundle, or the memory that its brands would occupy, exceeds the size limit. */
final class BrandsTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private BrandsTooLargeException(String reason) {
        super(reason);
    }

    static BrandsTooLargeException ofMemory(long maxBytes) {
        return new BrandsTooLargeException("its brands need more than " + (maxBytes >> 20) + " MiB of memory");
    }

    static BrandsTooLargeException ofTransfer(long maxBytes) {
        return new BrandsTooLargeException("bundle is longer than " + (maxBytes >> 20) + " MiB");
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
