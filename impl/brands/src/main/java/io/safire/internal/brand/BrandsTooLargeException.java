package io.safire.internal.brand;

/** Thrown if the brands of a bundle would occupy more memory than the size limit permits. */
final class BrandsTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrandsTooLargeException(long maxBytes) {
        super("its brands need more than " + (maxBytes >> 20) + " MiB of memory");
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
