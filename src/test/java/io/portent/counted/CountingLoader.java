package io.portent.counted;

import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassReader;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassWriter;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Handle;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Label;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.MethodVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Opcodes;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Type;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Loads the classes of one package anew, so that they count their {@link Steps}: code that reads {@link String}s by hand cannot be
 * given a text that counts, as a regular expression can. A method of String that is not counted is refused, lest work go
 * unseen. The byte code library is the one that ArchUnit brings.
 */
public final class CountingLoader extends ClassLoader {
    private static final String STEPS = Type.getInternalName(Steps.class);
    private static final String STRING = "java/lang/String";
    /** These take the same time whatever the text is, or their result is counted. */
    private static final Set<String> FREE = Set.of("charAt", "length", "isEmpty", "substring", "toString");

    private final String prefix;

    /** @param packageName whose classes count; they may name classes of other packages, which do not */
    public CountingLoader(String packageName) {
        super(CountingLoader.class.getClassLoader());
        this.prefix = packageName + ".";
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            return name.startsWith(prefix) ? counting(name) : super.loadClass(name, resolve);
        }
    }

    private Class<?> counting(String name) throws ClassNotFoundException {
        try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (file == null) {
                throw new ClassNotFoundException(name);
            }
            ClassReader reader = new ClassReader(file);
            ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
            reader.accept(new CountingClass(writer, prefix.replace('.', '/')), 0);
            byte[] code = writer.toByteArray();
            return defineClass(name, code, 0, code.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class CountingClass extends ClassVisitor {
        private final String own;

        CountingClass(ClassVisitor next, String own) {
            super(Opcodes.ASM9, next);
            this.own = own;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String type, @Nullable String signature, String @Nullable [] exceptions) {
            return new CountingMethod(super.visitMethod(access, name, type, signature, exceptions), own);
        }
    }

    /** A step at the beginning and wherever it jumps back. */
    private static final class CountingMethod extends MethodVisitor {
        private final Set<Label> behind = new HashSet<>();
        private final String own;

        CountingMethod(MethodVisitor next, String own) {
            super(Opcodes.ASM9, next);
            this.own = own;
        }

        private void call(String name, String type) {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, STEPS, name, type, false);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            call("step", "()V");
        }

        @Override
        public void visitLabel(Label label) {
            behind.add(label);
            super.visitLabel(label);
        }

        @Override
        public void visitJumpInsn(int code, Label label) {
            if (behind.contains(label)) {
                call("step", "()V");
            }
            super.visitJumpInsn(code, label);
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String type, Handle bootstrap, Object... arguments) {
            super.visitInvokeDynamicInsn(name, type, bootstrap, arguments);
            countResult(type);
        }

        @Override
        public void visitMethodInsn(int code, String owner, String name, String type, boolean ofInterface) {
            if (owner.startsWith(own)) {
                super.visitMethodInsn(code, owner, name, type, ofInterface);
                return;
            }
            if (code == Opcodes.INVOKEVIRTUAL && owner.equals(STRING) && !FREE.contains(name)) {
                call(name, counted(name, type));
            } else {
                countArgument(type);
                super.visitMethodInsn(code, owner, name, type, ofInterface);
            }
            countResult(type);
        }

        private static String counted(String name, String type) {
            String taking = "(L" + STRING + ";" + type.substring(1);
            boolean there = Arrays.stream(Steps.class.getMethods())
                    .anyMatch(method -> method.getName().equals(name)
                            && Type.getMethodDescriptor(method).equals(taking));
            if (!there) {
                throw new IllegalStateException("String." + name + type + " is not counted: add it to Steps");
            }
            return taking;
        }

        /** Only the last one can be had without moving the others. */
        private void countArgument(String type) {
            Type[] arguments = Type.getArgumentTypes(type);
            if (arguments.length > 0 && mayBeText(arguments[arguments.length - 1])) {
                super.visitInsn(Opcodes.DUP);
                call("passed", "(Ljava/lang/Object;)V");
            } else if (type.endsWith("II)V") || type.equals("(Ljava/lang/Object;ILjava/lang/Object;II)V")) {
                // new String(characters, from, count), System.arraycopy
                super.visitInsn(Opcodes.DUP);
                call("passed", "(I)V");
            }
        }

        private void countResult(String type) {
            if (Type.getReturnType(type).getInternalName().equals(STRING)) {
                super.visitInsn(Opcodes.DUP);
                call("passed", "(Ljava/lang/Object;)V");
            }
        }

        private static boolean mayBeText(Type type) {
            return Set.of(STRING, "java/lang/CharSequence", "java/lang/Object").contains(type.getInternalName());
        }
    }
}
