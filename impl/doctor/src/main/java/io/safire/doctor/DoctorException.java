package io.safire.doctor;

/** A failure of the command itself, as opposed to a finding about a client. */
final class DoctorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param arguments the values for the placeholders of the message
     */
    DoctorException(DoctorMessage message, Object... arguments) {
        super(message.formatWithoutServer(arguments).message());
    }
}
