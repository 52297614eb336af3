package io.servelab.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Holds the order of packages in which docs/architecture.md presents the code. */
class ArchitectureTest {

  /** A package may import only itself and those before it. */
  private static final List<String> ORDER =
      List.of(
          "error",
          "hardware",
          "model",
          "perf",
          "op",
          "layers",
          "step",
          "engine",
          "estimate",
          "serving",
          "search",
          "study",
          "bulk",
          "artifact",
          "accuracy",
          "calibrate",
          "notebook",
          "table",
          "plot");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.servelab");

  @Test
  void packagesFormNoCycles() {
    slices().matching("io.servelab.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void onlyLoadersKnowJackson() {
    noClasses()
        .that()
        .resideInAnyPackage(
            packages("perf", "op", "layers", "step", "estimate", "serving", "search"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.fasterxml..")
        .check(CLASSES);
  }

  @Test
  void onlyTablesAndPlotsKnowTablesaw() {
    noClasses()
        .that()
        .resideInAnyPackage(
            packages(
                "error",
                "hardware",
                "model",
                "perf",
                "op",
                "layers",
                "step",
                "engine",
                "estimate",
                "serving",
                "search",
                "study",
                "bulk",
                "artifact",
                "accuracy"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("tech.tablesaw..")
        .check(CLASSES);
  }

  @Test
  void onlyOnePackageKnowsAKernel() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.servelab.notebook.jjava..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.dflib..")
        .check(CLASSES);
  }

  @Test
  void publicClassesAreFinal() {
    classes()
        .that()
        .arePublic()
        .and()
        .areNotInterfaces()
        .and()
        .areNotEnums()
        .and(notSealed())
        .should()
        .haveModifier(JavaModifier.FINAL)
        .check(CLASSES);
  }

  @Test
  void importsPointUpTheList() {
    List<String> breaches = new ArrayList<>();
    for (int index = 0; index < ORDER.size() - 1; index++) {
      String[] later = packages(ORDER.subList(index + 1, ORDER.size()).toArray(String[]::new));
      var result =
          noClasses()
              .that()
              .resideInAPackage("io.servelab." + ORDER.get(index) + "..")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(later)
              .allowEmptyShould(true)
              .evaluate(CLASSES);
      breaches.addAll(result.getFailureReport().getDetails());
    }
    Assertions.assertEquals(List.of(), breaches);
  }

  private static String[] packages(String... names) {
    String[] full = new String[names.length];
    for (int index = 0; index < names.length; index++) {
      // The kernel adapter below notebook sees tables and plots; the rest of it does not.
      boolean leaf = names[index].equals("notebook");
      full[index] = "io.servelab." + names[index] + (leaf ? "" : "..");
    }
    return full;
  }

  private static DescribedPredicate<JavaClass> notSealed() {
    return new DescribedPredicate<>("not the sealed root of a family") {
      @Override
      public boolean test(JavaClass candidate) {
        return !candidate.reflect().isSealed();
      }
    };
  }
}
